declare module 'bidi-js' {
  interface Embedding {
    /** The embedding level of each UTF-16 unit: even levels run from left to right, odd levels from right to left. */
    levels: Uint8Array
    paragraphs: { start: number; end: number; level: number }[]
  }
  export default function bidiFactory(): { getEmbeddingLevels(text: string): Embedding }
}
