/** An IndexedDB request as a promise. */
export function requestDone<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException('the request failed'));
  });
}

/** Resolves when the transaction is committed. */
export function transactionDone(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('the transaction was aborted'));
    transaction.onerror = () => reject(transaction.error ?? new DOMException('the transaction failed'));
  });
}

/** Opens a database of one object store without keys of its own (keys are given to `put`). */
export async function openKeyedDatabase(factory: IDBFactory, name: string, store: string): Promise<IDBDatabase> {
  const request = factory.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(store);
  return requestDone(request);
}
