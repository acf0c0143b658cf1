import type { Form } from '@palermo/shared/forms/contract.ts'
import { sourceLanguage } from '@palermo/shared/forms/keys.ts'
import { SoundForm } from '@palermo/shared/forms/sound.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { saveForm, useNumber } from './kept.ts'
import type { ReadForm } from './queries.ts'

/**
 * The document in the text box, which contains the questions and texts of a form; other installations import forms in
 * this format.
 */
const Document = z.object({ form: z.looseObject({}), words: z.record(z.string(), z.string()) })

/**
 * Edits an unpublished version, or the next version of a published form, as a document. Errors are shown with their
 * position before the document is saved.
 */
export const Versioning = ({ version }: { version: ReadForm }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const isDraft = version.standing === 'draft'
  const { number, isKnown } = useNumber(version)
  const [text, setText] = useState(() =>
    JSON.stringify({ form: version.form, words: version.words[sourceLanguage] ?? {} }, null, 2),
  )
  const [faults, setFaults] = useState<string[]>([])
  const save = useMutation({
    mutationFn: async () => {
      const read = readDocument(text, number)
      setFaults('faults' in read ? read.faults : [])
      if ('faults' in read) return undefined
      return saveForm(queryClient, version.form.id, {
        version: number,
        revision: isDraft ? version.revision : 0,
        form: read.form,
        words: read.words,
      })
    },
    onSuccess: (saved) =>
      saved &&
      void navigate({
        to: '/administration/forms/$id',
        params: { id: saved.form.id },
        search: { version: saved.form.version },
      }),
  })
  const refused = save.error ? wordsFor(save.error, t) : undefined
  return (
    <div className="flex flex-col gap-4">
      <p className="measure">
        {t(isDraft ? 'forms.kept.change-draft' : 'forms.kept.change-next', { version: `${number}` })}
      </p>
      {refused && (
        <Alert tone="danger" title={refused.title} live>
          {refused.detail}
        </Alert>
      )}
      {faults.length > 0 && (
        <Alert tone="danger" title={t('forms.kept.faults', { count: faults.length })} live>
          <ul className="list-disc ps-5 font-mono text-small">
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </Alert>
      )}
      <TextArea
        rows={24}
        spellCheck={false}
        label={t('forms.kept.document')}
        hint={t('forms.kept.document-hint')}
        value={text}
        onChange={setText}
      />
      <div>
        <Button rank="primary" isDisabled={!isKnown} isPending={save.isPending} onPress={() => save.mutate()}>
          {t('forms.kept.save-version', { version: `${number}` })}
        </Button>
      </div>
    </div>
  )
}

const readDocument = (
  text: string,
  version: number,
): { faults: string[] } | { form: Form; words: Record<string, string> } => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { faults: [String(error instanceof Error ? error.message : error)] }
  }
  const document = Document.safeParse(json)
  if (!document.success) return { faults: document.error.issues.map(said) }
  const form = SoundForm.safeParse({ ...document.data.form, version })
  if (!form.success) return { faults: form.error.issues.map(said) }
  return { form: form.data, words: document.data.words }
}

const said = ({ path, message }: z.core.$ZodIssue) => `/${path.join('/')}: ${message}`
