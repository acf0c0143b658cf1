import { Document } from '@palermo/shared/documents/contract.ts'
import { isFileName, largestFile } from '@palermo/shared/documents/files.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { submissionKeys } from '../api.ts'
import { hasWords, useSay } from '../messages.ts'
import { fieldErrors, Refused } from '../problem.ts'
import { showDocument } from './queries.ts'
import { upload } from './upload.ts'

/** One file on its way: how far it is, how to stop it, and why it was not kept. The same file sent again is the same try. */
export const useUpload = (path: string, onKept: (document: Document) => void) => {
  const say = useSay()
  const queryClient = useQueryClient()
  const [keyOf] = useState(submissionKeys)
  const [part, setPart] = useState(0)
  const stop = useRef<AbortController>(undefined)
  const sending = useMutation({
    mutationFn: ({ document, file }: { document: object; file: File }) => {
      stop.current = new AbortController()
      setPart(0)
      const key = keyOf({ document, name: file.name, size: file.size, changed: file.lastModified })
      return upload(Document, { path, document, file, key, signal: stop.current.signal, onProgress: setPart })
    },
    onSuccess: (document) => {
      showDocument(queryClient, document)
      onKept(document)
    },
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
    error,
    /** Why the file was not kept, in the reader's words. */
    refusal: code === undefined ? undefined : hasWords(key) ? say(key) : fieldErrors(error).file,
  }
}

/** What can be told before anything is sent. */
export const faultOf = (file: File | undefined): 'missing' | 'too-large' | 'bad-name' | 'empty' | undefined => {
  if (!file) return 'missing'
  if (file.size > largestFile) return 'too-large'
  if (file.size === 0) return 'empty'
  return isFileName(file.name.normalize('NFC')) ? undefined : 'bad-name'
}
