import { createMemoryEventStore } from '../../../src/adapters/event-store/memory.ts';
import { eventStoreContract, type Word } from '../../contracts/event-store.contract.ts';

eventStoreContract('memory', async () => createMemoryEventStore<Word>());
