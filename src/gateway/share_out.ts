/**
 * A fair division of what is scarce.
 *
 * @module
 */

/**
 * Returns what each of several gets of `room`: what it wants where that is little, and of the rest an equal share for
 * those that want more. The sum is at most `room`.
 */
export function shareOut(wanted: readonly number[], room: number): readonly number[] {
  const shares = wanted.map(() => 0);
  let left = room;
  const smallestFirst = wanted.map((want, index) => ({ want, index })).sort((a, b) => a.want - b.want);
  smallestFirst.forEach(({ want, index }, position) => {
    const share = Math.min(want, Math.floor(left / (wanted.length - position)));
    shares[index] = share;
    left -= share;
  });
  return shares;
}
