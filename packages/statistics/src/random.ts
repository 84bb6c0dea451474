/**
 * Numbers that look random and are the same for the same seed everywhere: xoshiro128** of D. Blackman and S. Vigna, "Scrambled
 * linear pseudorandom number generators", ACM Transactions on Mathematical Software 47 (2021), seeded by SplitMix32. For
 * permutation tests alone: it must not be used for keys or tokens, since whoever sees some numbers can tell the next.
 */
export class Randomness {
  private readonly state: Uint32Array;

  /** @param seed a whole number from 0 to 2^32 − 1, kept with the result */
  constructor(seed: number) {
    let z = seed >>> 0;
    const next = (): number => {
      z = (z + 0x9e3779b9) >>> 0;
      let mixed = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      return (mixed ^ (mixed >>> 15)) >>> 0;
    };
    this.state = Uint32Array.of(next(), next(), next(), next());
  }

  /** A whole number from 0 to 2^32 − 1. */
  private word(): number {
    const [a, b, c, d] = this.state as unknown as [number, number, number, number];
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const mixedC = c ^ a;
    const mixedD = d ^ b;
    this.state[0] = a ^ mixedD;
    this.state[1] = b ^ mixedC;
    this.state[2] = mixedC ^ (b << 9);
    this.state[3] = rotated(mixedD, 11);
    return result;
  }

  /** A whole number from 0 to below `end`, each as likely: what would favour some is thrown away. @param end 1 to 2^32 */
  below(end: number): number {
    const most = 2 ** 32 - (2 ** 32 % end);
    for (;;) {
      const word = this.word();
      if (word < most) return word % end;
    }
  }
}

function rotated(word: number, by: number): number {
  return ((word << by) | (word >>> (32 - by))) >>> 0;
}
