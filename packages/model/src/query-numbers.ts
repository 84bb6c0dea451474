/** So many plain decimal numbers, separated by commas; null for anything else. */
export function numberList(text: string, n: number): number[] | null {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length !== n || parts.some((part) => !/^-?[0-9]{1,9}([.][0-9]{1,12})?$/.test(part))) return null;
  // No minus zero: it prints as zero.
  return parts.map((part) => Number(part) + 0);
}

/** Degrees (WGS 84). */
export function isWithinGlobe(latitude: number, longitude: number): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}
