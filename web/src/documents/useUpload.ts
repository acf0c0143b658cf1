import { isFileName, largestFile } from '@palermo/shared/documents/files.ts'
import type { Destination } from '@palermo/shared/documents/uploads.ts'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { z } from 'zod'
import { submissionKeys } from '../api.ts'
import { hasWords, useTranslate } from '../messages.ts'
import { fieldErrors, Refused } from '../problem.ts'
import { upload } from './upload.ts'

/** One file on its way: how far it is, how to stop it, and why it was not kept. The same file sent again is the same try. */
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
    /** Another file was picked: what was wrong with the last one is over. */
    forget: sending.reset,
    isSending: sending.isPending,
    part,
    /** Whether it waits for the line to come back. */
    waits,
    error,
    /** Why the file was refused, in the reader's language. */
    refusal: code === undefined ? undefined : hasWords(key) ? t(key) : fieldErrors(error, t).file,
  }
}

/** What can be told before anything is sent. */
export const faultOf = (file: File | undefined): 'missing' | 'too-large' | 'bad-name' | 'empty' | undefined => {
  if (!file) return 'missing'
  if (file.size > largestFile) return 'too-large'
  if (file.size === 0) return 'empty'
  return isFileName(file.name.normalize('NFC')) ? undefined : 'bad-name'
}
