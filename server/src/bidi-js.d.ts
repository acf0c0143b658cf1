declare module 'bidi-js' {
  interface Embedding {
    /** A level for each UTF-16 unit: even from left to right, odd from right to left. */
    levels: Uint8Array
    paragraphs: { start: number; end: number; level: number }[]
  }
  export default function bidiFactory(): { getEmbeddingLevels(text: string): Embedding }
}
