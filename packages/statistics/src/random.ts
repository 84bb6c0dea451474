/**
 * Numbers that look random and are the same for the same seed everywhere: xoshiro128** 1.1 of D. Blackman and S. Vigna, "Scrambled
 * linear pseudorandom number generators", ACM Transactions on Mathematical Software 47 (2021), seeded by SplitMix32 (multipliers
 * 0x21f0aaad and 0x735a2d97).
 *
 * For permutation tests alone. Must not be used for keys, tokens or draws of lots: whoever sees some numbers can tell the next.
 */
export class Randomness {
  private readonly state: Uint32Array;

  private constructor(state: Uint32Array) {
    this.state = state;
  }

  /** @param seed a whole number from 0 to 2^32 − 1, kept with the result */
  static ofSeed(seed: number): Randomness {
    let counter = seed >>> 0;
    const next = (): number => {
      counter = (counter + 0x9e3779b9) >>> 0;
      let mixed = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      return (mixed ^ (mixed >>> 15)) >>> 0;
    };
    return new Randomness(Uint32Array.of(next(), next(), next(), next()));
  }

  /** From the four words of the generator itself, not all of them 0: for its published outputs. */
  static ofState(a: number, b: number, c: number, d: number): Randomness {
    return new Randomness(Uint32Array.of(a, b, c, d));
  }

  /** A whole number from 0 to 2^32 − 1. */
  word(): number {
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

  /**
   * As many different whole numbers from 0 to below `end`, each set of them as likely (R. W. Floyd, in J. Bentley, "Programming
   * pearls", Communications of the ACM 30 (1987), 754–757).
   *
   * @param count at most `end`
   */
  different(count: number, end: number): Set<number> {
    const drawn = new Set<number>();
    for (let last = end - count; last < end; last += 1) {
      const number = this.below(last + 1);
      drawn.add(drawn.has(number) ? last : number);
    }
    return drawn;
  }
}

function rotated(word: number, by: number): number {
  return ((word << by) | (word >>> (32 - by))) >>> 0;
}
