/** Stops on a broken invariant. A failed assertion is a bug of ours, never bad input: the message names the invariant. */
export function assert(condition: unknown, invariant: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${invariant}`);
}
