/**
 * Part of the prelude's core: timers and microtasks. The guest process has no event loop while a program runs; it asks for
 * the next due time and has the host wake it.
 *
 * @module
 */

/** JavaScript text; needs the core. */
export const TIMERS = String.raw`
/** Sorted by due time, then by age. Without a prototype: a program may have put accessors for indexes there. */
const timers = setPrototypeOf([], null);
const timersById = new IntrinsicMap();
let timerCount = 0;

function insertTimer(timer) {
  let low = 0;
  let high = timers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timers[middle].due <= timer.due) low = middle + 1;
    else high = middle;
  }
  splice(timers, low, 0, timer);
}

function addTimer(callback, delay, args, repeats) {
  if (typeof callback !== "function") throw new IntrinsicTypeError("a timer needs a function to call");
  const interval = min(max(1, toNumber(delay) || 0), 2147483647);
  const timer = { id: ++timerCount, callback, args, interval: repeats ? interval : 0, due: host.now() + interval };
  mapSet(timersById, timer.id, timer);
  insertTimer(timer);
  return timer.id;
}

function clearTimer(id) {
  const timer = mapGet(timersById, toNumber(id));
  if (timer === undefined) return;
  mapDelete(timersById, timer.id);
  for (let index = 0; index < timers.length; index++) {
    if (timers[index] !== timer) continue;
    splice(timers, index, 1);
    return;
  }
}

function takeDue(now) {
  const timer = timers[0];
  if (timer === undefined || timer.due > now) return undefined;
  splice(timers, 0, 1);
  if (timer.interval > 0) {
    timer.due = now + timer.interval;
    insertTimer(timer);
  } else mapDelete(timersById, timer.id);
  return timer;
}

const nextDue = () => timers[0]?.due;

define(globalThis, "setTimeout", function setTimeout(callback, delay, ...args) {
  return addTimer(callback, delay, args, false);
});
define(globalThis, "setInterval", function setInterval(callback, delay, ...args) {
  return addTimer(callback, delay, args, true);
});
define(globalThis, "clearTimeout", function clearTimeout(id) {
  clearTimer(id);
});
define(globalThis, "clearInterval", function clearInterval(id) {
  clearTimer(id);
});

const settledPromise = IntrinsicPromise.resolve();
define(globalThis, "queueMicrotask", function queueMicrotask(callback) {
  if (typeof callback !== "function") throw new IntrinsicTypeError("queueMicrotask needs a function to call");
  then(settledPromise, () => {
    try {
      callback();
    } catch (error) {
      fail(error);
    }
  });
});
`;
