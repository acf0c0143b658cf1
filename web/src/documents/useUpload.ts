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
 * One upload: its progress, a cancel function, and the reason of a failure. Sending the same file again continues the
 * same attempt.
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
    /** Another file was selected, so the last error no longer applies. */
    forget: sending.reset,
    isSending: sending.isPending,
    part,
    /** Whether the upload waits for the connection. */
    waits,
    error,
    /** Why the file was refused, in the reader's language. */
    refusal: code === undefined ? undefined : hasWords(key) ? t(key) : fieldErrors(error, t).file,
  }
}

/** Errors that can be detected before sending. */
export const faultOf = (file: File | undefined): 'missing' | 'too-large' | 'bad-name' | 'empty' | undefined => {
  if (!file) return 'missing'
  if (file.size > largestFile) return 'too-large'
  if (file.size === 0) return 'empty'
  return isFileName(file.name.normalize('NFC')) ? undefined : 'bad-name'
}
