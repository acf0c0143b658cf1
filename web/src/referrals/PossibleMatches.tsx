import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { mapped } from '@palermo/shared/forms/mapping.ts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { useTranslate } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { NotLoaded } from '../ui/NotLoaded.tsx'
import { toast } from '../ui/toast.ts'
import type { DraftKeeper } from './draft-keeper.ts'
import { findMatches } from './drafts.ts'

interface Props {
  form: Form
  keeper: DraftKeeper
  answers: Answers
  /** The case to which this draft already belongs; null if the draft has no case. */
  caseId: string | null
}

/** Questions whose answers identify a person. */
const identifying = [
  'person.known-as',
  'person.given-name',
  'person.family-name',
  'person.birth-year',
  'person.birth-date',
] as const

/** Suggests cases visible to the reader that may concern the same person, before the reader opens a second case. */
export const PossibleMatches = ({ form, keeper, answers, caseId }: Props) => {
  const t = useTranslate()
  const [isNew, setNew] = useState(false)
  const values = mapped(form, answers)
  const matches = useQuery({
    queryKey: ['drafts', 'matches', form.id, form.version, ...identifying.map((target) => values[target])],
    queryFn: ({ signal }) => findMatches(form, answers, signal),
    enabled: caseId === null,
    gcTime: 0,
    retry: false,
  })
  const move = useMutation({
    mutationFn: (id: string) => keeper.moveTo(id),
    onSuccess: () => toast(t('drafts.moved')),
  })
  if (caseId !== null || isNew) return null
  if (!matches.data)
    return (
      matches.error && (
        <Alert tone="warn" title={t('drafts.matches-unknown')}>
          <NotLoaded of={matches} />
        </Alert>
      )
    )
  const { items } = matches.data
  if (items.length === 0) return null
  return (
    <Alert
      title={t('drafts.matches-title', { count: items.length })}
      action={
        <>
          {items.map((match) => (
            <Button
              key={match.caseId}
              isPending={move.isPending && move.variables === match.caseId}
              onPress={() => move.mutate(match.caseId)}
            >
              {t('drafts.use-case', { code: match.caseReference })}
            </Button>
          ))}
          <Button rank="quiet" onPress={() => setNew(true)}>
            {t('drafts.somebody-else')}
          </Button>
        </>
      }
    >
      <ActTrouble error={move.error} onReload={() => move.reset()} />
      {t('drafts.matches-lead')}
    </Alert>
  )
}
