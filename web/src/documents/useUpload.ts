import { isFileName, largestFile } from '@palermo/shared/documents/files.ts'
import type { Destination } from '@palermo/shared/documents/uploads.ts'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { z } from 'zod'
import { submissionKeys } from '../api.ts'
import { hasWords, useTranslate } from '../messages.ts'
import { fieldErrors, Refused } from '../problem.ts'
import { upload } from './upload.ts'

/**
 * Returns the functions and the state of one upload: send, cancel, progress, and the reason of a failure. Sending the
 * same file again continues the earlier attempt.
 */
export const useUpload = <T extends z.ZodType>(schema: T, path: string, onKept: (kept: z.infer<T>) => void) => {
  const t = useTranslate()
  const [keyOf] = useState(submissionKeys)
  const [part, setPart] = useState(0)
  const [waits, setWaits] = useState(false)
  const stop = useRef<AbortController>(undefined)
  const sending = useMutation({
    mutationFn: ({ to, file }: { to: Destination; file: File }) => {
      stop.current = new AbortController()
      setPart(0)
      setWaits(false)
      const key = keyOf({ to, name: file.name, size: file.size, changed: file.lastModified })
      const { signal } = stop.current
      return upload(schema, { path, to, file, key, signal, onProgress: setPart, onWaiting: setWaits })
    },
    onSuccess: onKept,
  })
  const wasStopped = stop.current?.signal.aborted ?? false
  const error = wasStopped ? null : sending.error
  const code =
    error instanceof Refused ? error.document.errors?.find(({ pointer }) => pointer === '/file')?.code : undefined
  const key = `documents.refused.${code}`
  return {
    send: sending.mutate,
    cancel: () => stop.current?.abort(),
    /** Forgets the last error, after another file was selected. */
    forget: sending.reset,
    isSending: sending.isPending,
    part,
    /** Whether the upload waits for the connection. */
    waits,
    error,
    /** Why the server refused the file, in the reader's language; undefined if the file was not refused. */
    refusal: code === undefined ? undefined : hasWords(key) ? t(key) : fieldErrors(error, t).file,
  }
}

/** Returns the error that can be detected before sending; undefined if the file can be sent. */
export const faultOf = (file: File | undefined): 'missing' | 'too-large' | 'bad-name' | 'empty' | undefined => {
  if (!file) return 'missing'
  if (file.size > largestFile) return 'too-large'
  if (file.size === 0) return 'empty'
  return isFileName(file.name.normalize('NFC')) ? undefined : 'bad-name'
}
