import { z } from 'zod'

/** The accepted file types. The type of a file is detected by its content, never by its name alone. */
export const fileTypes = ['jpeg', 'png', 'webp', 'pdf', 'docx', 'xlsx', 'text'] as const
export const FileType = z.enum(fileTypes)
export type FileType = z.infer<typeof FileType>

interface FileFacts {
  media: string
  /** The usual extensions of the type; the first is used for downloads. */
  extensions: readonly string[]
}
export const fileFacts: Readonly<Record<FileType, FileFacts>> = {
  jpeg: { media: 'image/jpeg', extensions: ['jpg', 'jpeg', 'jfif'] },
  png: { media: 'image/png', extensions: ['png'] },
  webp: { media: 'image/webp', extensions: ['webp'] },
  pdf: { media: 'application/pdf', extensions: ['pdf'] },
  docx: { media: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extensions: ['docx'] },
  xlsx: { media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extensions: ['xlsx'] },
  text: { media: 'text/plain; charset=utf-8', extensions: ['txt'] },
}
export const pictures: readonly FileType[] = ['jpeg', 'png', 'webp']

/** Maximum size of a file in bytes: 25 MB, as the United Kingdom's referral form allows for one file. */
export const largestFile = 25 * 1024 * 1024
/** Maximum number of pixels of one picture. Telephones take pictures of at most 50 million pixels by default. */
export const mostPixels = 60_000_000

/** The changes to a file before it was stored, such as what was removed. */
export const fileChanges = [
  'redrawn',
  'place-removed',
  'details-removed',
  'signature-removed',
  'active-removed',
  'files-removed',
  'links-removed',
  'values-only',
  'form-drawn',
  'notes-removed',
  'parts-removed',
] as const
export const FileChange = z.enum(fileChanges)
export type FileChange = z.infer<typeof FileChange>

/** The reasons to refuse a file, each with a text for the sender that says, where possible, what to do instead. */
export const fileRefusals = {
  empty: 'There is nothing in it.',
  'too-large': 'It is larger than 25 MB.',
  'too-many-pixels': 'The picture has more than 60 million pixels. Make it smaller and send it again.',
  'unknown-type': 'It is none of the sorts that can be kept: JPEG, PNG, WebP, PDF, DOCX, XLSX and plain text.',
  heic: 'It is a photograph in HEIC, as iPhones take them. Choose Settings, Camera, Formats, Most Compatible and take it again, or save it as JPEG.',
  'type-differs': 'Its name says another sort of file than its content.',
  'bad-name': 'Its name holds characters that cannot be kept. Rename it and send it again.',
  broken: 'It is damaged or cut off. Open it, save it anew and send it again.',
  'cannot-rebuild':
    'It holds a drawing or object of a sort that cannot be written anew safely. Print it to a PDF and send that.',
  'no-values': 'A formula in it has no saved value. Open it, save it anew and send it again.',
  'took-too-long': 'It takes too long to read safely. Print it to a PDF and send that, or send it in parts.',
  active: 'It can run something when it is opened. Print it to a PDF and send that.',
  encrypted: 'It is locked with a password. Save it without one and send it again.',
  'too-much-inside': 'There is far more inside it than its size says.',
  moving: 'It is a moving picture. Send a still one.',
  'not-understood': 'It could not be read safely. Print it to a PDF and send that.',
} as const
export type FileRefusal = keyof typeof fileRefusals

/** The reasons to refuse a file for lack of space, each with advice for the sender. */
export const roomRefusals = {
  'case-full':
    'The case holds as many files of this compartment as it may. Ask the operator of the server for more room, and send first what is needed most.',
  'person-full': 'You have sent as many files as one person may within 24 hours. Go on tomorrow, or ask a colleague.',
} as const
export type RoomRefusal = keyof typeof roomRefusals

/** The text for the sender of a file in which the scanner found malware. */
export const infected =
  'The virus scanner knows something harmful in it. Do not open it; tell those who look after your computers.'

/**
 * Returns the extension in a file name: letters and digits after its last dot, in lower case; empty if there are none.
 */
export const extensionOf = (name: string): string => /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? ''

/**
 * Whether the extension of a file fits its content. A name without an extension fits; a picture may have the extension
 * of another picture type, since pictures are re-encoded anyway. A text needs the extension `txt`.
 */
export const agrees = (type: FileType, extension: string): boolean => {
  if (type === 'text') return extension === 'txt'
  if (extension === '') return true
  const said = pictures.includes(type) ? pictures : [type]
  return said.some((one) => fileFacts[one].extensions.includes(extension))
}

/**
 * Whether a file name can be stored and displayed without deceiving its reader: it has no path, no control character,
 * no invalid UTF-8, and no change of writing direction, which would display `gpj.exe` as `exe.jpg`.
 */
export const isFileName = (name: string): boolean =>
  name.length > 0 && name.length <= 200 && name === name.trim() && !/^\.+$/.test(name) && !forbidden.test(name)
const forbidden = /[\\/\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u{200B}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{FEFF}\u{FFFD}]/u
