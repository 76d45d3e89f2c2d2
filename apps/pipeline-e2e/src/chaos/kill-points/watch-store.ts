import type { ObjectListing, ObjectStore } from '@cdr/object-store';
import type { Points } from './points.ts';

/** Tells of a loader's objects; a batch has several puts, of which each is the point. */
export function watchStore<Store extends ObjectStore & ObjectListing>(store: Store, points: Points): Store {
  return {
    ...store,
    async put(key, body) {
      await points.ask('put', () => store.put(key, body));
      points.reach('after S3 put');
    },
    read: (key) => points.ask('read', () => store.read(key)),
  };
}
