/** With the lost low bits carried along (A. Neumaier, ZAMM 54 (1974), 39–51): sums of many unlike terms keep their last digits. */
export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
