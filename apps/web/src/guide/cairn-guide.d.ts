declare module 'cairn-guide:en' {
  export const guide: import('./shapes.ts').Guide;
  /** Where each picture lies, by its name in the text. */
  export const pictures: Readonly<Record<string, string>>;
}

declare module 'cairn-guide:uk' {
  export const guide: import('./shapes.ts').Guide;
  /** Where each picture lies, by its name in the text. */
  export const pictures: Readonly<Record<string, string>>;
}
