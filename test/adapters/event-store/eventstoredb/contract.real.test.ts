import { describe } from 'vitest';
import { eventStoreContract } from '../../../contracts/event-store.contract.ts';
import { addressOf, openStore } from './on-server.ts';

/*
 * Against a real server of EventStoreDB or KurrentDB: `EVENTSTORE_URL=esdb://… npm run test:eventstore`. Each store has a
 * prefix of its own, so that nothing is touched that is not of this run; streams are left behind, since no history is ever
 * removed. The address may hold a login; a path in tlsCAFile has to be absolute.
 */
const { EVENTSTORE_URL: uri } = process.env;

if (!uri) console.warn('SKIPPED: EVENTSTORE_URL is not set, so nothing is tested against a real EventStoreDB');

describe.skipIf(!uri)('with a real server', () => {
  eventStoreContract('EventStoreDB', async () => openStore(addressOf(uri ?? '')));
});
