/**
 * Knows when a response is over: when its body has been sent, or the client is gone, or takes nothing of it any more.
 *
 * @module
 */

/** Options of {@linkcode whenOver}. */
export interface WhenOverOptions {
  /**
   * How long a client may leave what there is for it unread, in milliseconds. What a stream has nothing to say does not
   * count. Absent: for ever.
   */
  readonly unreadMs?: number;
}

/** Returns the same response; `onEnd` is called once, when nothing more of it will be sent. */
export function whenOver(
  response: Response,
  onEnd: () => void,
  { unreadMs }: WhenOverOptions = {},
): Response {
  const { body } = response;
  if (body === null) {
    onEnd();
    return response;
  }
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(timer);
    if (!isOver) onEnd();
    isOver = true;
  };
  const reader = body.getReader();
  const watched = new ReadableStream<Uint8Array>({
    // Called when there is room for more: what came before has been taken.
    async pull(controller) {
      clearTimeout(timer);
      try {
        const { done, value } = await reader.read();
        if (done) {
          end();
          return controller.close();
        }
        controller.enqueue(value);
      } catch (error) {
        end();
        return controller.error(error);
      }
      if (unreadMs === undefined) return;
      timer = setTimeout(() => {
        end();
        reader.cancel().catch(() => {});
        controller.error(new DOMException("the client does not read", "TimeoutError"));
      }, unreadMs);
    },
    async cancel(reason) {
      end();
      await reader.cancel(reason);
    },
  });
  return new Response(watched, { status: response.status, headers: response.headers });
}
