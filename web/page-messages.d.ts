import type { Plugin } from 'vite'
/** Keys of each folder's `page-messages.en.json`, by the folder's name. */
export type PageMessages = ReadonlyMap<string, readonly string[]>
/** @param source the absolute path of `web/src` */
export declare const readPageMessages: (source: string) => PageMessages
/** The folders whose page messages a module names: by a whole key, or by the beginning of one. */
export declare const foldersNamedIn: (code: string, messages: PageMessages) => string[]
/**
 * Splits the messages by route: each module imports the `page-messages.en.json` of the folders whose keys it names, so that
 * they are in the catalogue before it is drawn and travel with the pages that need them.
 */
export declare const pageMessages: (source: string) => Plugin
