/**
 * A thread's end of the way to whoever started it, for modules that run as a thread. Typed here, because a published
 * module may not ask for the types of a worker's globals: they would reach every file of whoever uses it.
 *
 * @module
 */

/** What a thread has and the main thread has not, or not in this form. */
interface ThreadScope {
  onmessage: (event: MessageEvent) => void;
  readonly postMessage: (message: unknown) => void;
}

// In a worker it has this form.
const scope = globalThis as unknown as ThreadScope;

/** Hears what the thread is told. What came before has waited; there is one listener. */
export function hearOrders<Order>(listener: (order: Order) => void): void {
  scope.onmessage = ({ data }) => listener(data);
}

/** Tells whoever started the thread. */
export function tellOwner<News>(news: News): void {
  scope.postMessage(news);
}
