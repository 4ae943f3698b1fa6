/**
 * Options of an HTTP client that opens no broken stream again: the timer for that outlives the client, and would end in
 * another test.
 *
 * @module
 */

/** Goes into the options of the SDK's transport, of either generation. */
export const NO_RECONNECTION = {
  reconnectionOptions: {
    maxRetries: 0,
    initialReconnectionDelay: 1_000,
    maxReconnectionDelay: 1_000,
    reconnectionDelayGrowFactor: 1,
  },
};
