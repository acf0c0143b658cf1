import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { mapped } from '@palermo/shared/forms/mapping.ts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { useSay } from '../messages.ts'
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
  /** The case that this draft belongs to already. */
  caseId: string | null
}

/** What tells one person from another, wherever a form asks for it. */
const identifying = [
  'person.known-as',
  'person.given-name',
  'person.family-name',
  'person.birth-year',
  'person.birth-date',
] as const

/** Before a second file is opened: cases in one's own view that may be the same person's. It offers, and never forces. */
export const PossibleMatches = ({ form, keeper, answers, caseId }: Props) => {
  const say = useSay()
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
    onSuccess: () => toast(say('drafts.moved')),
  })
  if (caseId !== null || isNew) return null
  if (!matches.data)
    return (
      matches.error && (
        <Alert tone="warn" title={say('drafts.matches-unknown')}>
          <NotLoaded of={matches} />
        </Alert>
      )
    )
  const { items } = matches.data
  if (items.length === 0) return null
  return (
    <Alert
      title={say('drafts.matches-title', { count: items.length })}
      action={
        <>
          {items.map((match) => (
            <Button
              key={match.caseId}
              isPending={move.isPending && move.variables === match.caseId}
              onPress={() => move.mutate(match.caseId)}
            >
              {say('drafts.use-case', { code: match.caseReference })}
            </Button>
          ))}
          <Button rank="quiet" onPress={() => setNew(true)}>
            {say('drafts.somebody-else')}
          </Button>
        </>
      }
    >
      <ActTrouble error={move.error} onReload={() => move.reset()} />
      {say('drafts.matches-lead')}
    </Alert>
  )
}
