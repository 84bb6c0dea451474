/** Entries from start (inclusive) to end (exclusive). */
export type Range = readonly [start: number, end: number];

/** Largest power of two that is smaller than n; n is at least 2. */
function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/**
 * The ranges whose tree hashes make the inclusion proof of an entry, in proof order (RFC 6962 section 2.1.1).
 * The index must lie inside the tree.
 */
export function inclusionRanges(index: number, size: number): Range[] {
  const ranges: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      ranges.push([middle, end]);
      end = middle;
    } else {
      ranges.push([start, middle]);
      start = middle;
    }
  }
  return ranges.reverse();
}

/** The ranges whose tree hashes make a consistency proof, in proof order (RFC 6962 section 2.1.2); 0 < size1 <= size2. */
export function consistencyRanges(size1: number, size2: number): Range[] {
  const ranges: Range[] = [];
  let [start, end] = [0, size2];
  while (end !== size1) {
    const middle = start + splitPoint(end - start);
    if (size1 <= middle) {
      ranges.push([middle, end]);
      end = middle;
    } else {
      ranges.push([start, middle]);
      start = middle;
    }
  }
  // Where the walk never turned right, the remaining range is the whole older tree, whose root the verifier has.
  if (start > 0) ranges.push([start, end]);
  return ranges.reverse();
}

/** The complete subtrees (of 2^height entries) that a range consists of, left to right, largest first. */
export function completeSubtrees([start, end]: Range): { height: number; index: number }[] {
  const subtrees: { height: number; index: number }[] = [];
  let at = start;
  while (at < end) {
    let [height, width] = [0, 1];
    while (width * 2 <= end - at) {
      height++;
      width *= 2;
    }
    subtrees.push({ height, index: at / width });
    at += width;
  }
  return subtrees;
}
