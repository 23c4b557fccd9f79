/** The tablet itself: what it keeps, enrolled or not. */
import { DeviceFacts, openDeviceDatabase, type DeviceDatabase } from './device-store.ts';
import { Outbox } from './outbox.ts';
import { SeenList } from './seen-list.ts';
import { Vault } from './vault.ts';

export interface Device {
  readonly database: DeviceDatabase;
  readonly facts: DeviceFacts;
  readonly outbox: Outbox;
  readonly seen: SeenList;
}

/**
 * @param onOutboxChange the outbox's counts may have changed
 * @throws when the browser gives no storage (private windows of some, a full disk)
 */
export async function openDevice(onOutboxChange: () => void): Promise<Device> {
  const database = await openDeviceDatabase();
  const vault = await Vault.open(database);
  const outbox = await Outbox.open({ database, vault, onChange: onOutboxChange });
  // Best effort: it makes the browser keep our data when space is short, and is no gate.
  void navigator.storage?.persist?.().catch(() => undefined);
  return {
    database,
    facts: new DeviceFacts(database),
    outbox,
    seen: new SeenList({ database, vault }),
  };
}
