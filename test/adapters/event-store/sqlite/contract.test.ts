import { eventStoreContract } from '../../../contracts/event-store.contract.ts';
import { drivers, freshPath, openStore } from './on-disk.ts';

for (const driver of drivers) eventStoreContract(`SQLite by ${driver.name}`, () => openStore(freshPath(), { driver }));
