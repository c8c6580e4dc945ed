import { describe, it } from 'vitest';
import { addressOf } from '../adapters/event-store/eventstoredb/on-server.ts';
import { tourWithStore } from './store-tour.ts';

/* Against a real server: `EVENTSTORE_URL=esdb://… npm run test:eventstore`. Only streams of its own are made. */
const { EVENTSTORE_URL: uri } = process.env;

describe.skipIf(!uri)('an agent whose history is in a real EventStoreDB', () => {
  it('does all that it does with any other store', () => tourWithStore(addressOf(uri ?? '')), 120_000);
});
