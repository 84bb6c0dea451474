declare module 'cairn-map:near' {
  export const address: string;
}

declare module 'cairn-map:world' {
  export const address: string;
}
