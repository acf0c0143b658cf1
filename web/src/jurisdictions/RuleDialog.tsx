import { type Conditions, Profile } from '@palermo/shared/deadlines/profile.ts'
import { warningsAbout } from '@palermo/shared/deadlines/rules.ts'
import { useState } from 'react'
import { stepWords } from '../deadlines/steps.ts'
import { useTranslate } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { type Line, newCaseOf, placedEarlier, useWhenWords, withLine, withoutLine } from './applied-rule.ts'
import { Allowances, AlsoMeans, Cited, Lateness, LimitFields, type Part } from './RuleFields.tsx'
import { draftOf, saidIn } from './rule-draft.ts'
import { Warnings } from './Warnings.tsx'
import { WhenFields } from './WhenFields.tsx'

interface Props {
  profile: Profile
  line: Line
  onSave: (profile: Profile) => void
  /** Shows another line of the same rule in this dialog. */
  onLine: (line: Line) => void
  onClose: () => void
}

/** Edits one line of a rule: condition, limit, reminders and source. */
export const RuleDialog = ({ profile, line, onSave, onLine, onClose }: Props) => {
  const t = useTranslate()
  const whenWords = useWhenWords()
  const { rule, appliedRule } = line
  const isCase = appliedRule.variant > 0
  const [draft, setDraft] = useState(() => draftOf(appliedRule))
  const [when, setWhen] = useState<Conditions>(line.when ?? {})
  const [faults, setFaults] = useState<Faults>(none)
  const edited = withLine(profile, line, saidIn(draft, appliedRule), when)
  const save = () => {
    const { data, error } = Profile.safeParse(edited)
    if (data) onSave(data)
    else setFaults(faultsIn(error.issues))
  }
  const fields = {
    draft,
    faultOf: (part: Part) => (faults.parts.includes(part) ? t(`jurisdictions.faults.${part}`) : undefined),
    onChange: (changed: Partial<typeof draft>) => setDraft({ ...draft, ...changed }),
  }
  return (
    <Dialog
      title={profile.terms[rule.key] ?? stepWords(rule.key, t)}
      lead={line.isNew ? t('jurisdictions.new-case') : whenWords(line.when)}
      wide
      isOpen
      onClose={onClose}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        {(faults.parts.length > 0 || faults.others.length > 0) && (
          <Alert tone="danger" title={t('jurisdictions.makes-no-sense')} live>
            {[...faults.parts.map((part) => t(`jurisdictions.faults.${part}`)), ...faults.others].join(' ')}
          </Alert>
        )}
        <Warnings warnings={warningsAbout(edited).filter(({ key }) => key === rule.key)} />
        {isCase && <WhenFields when={when} onChange={setWhen} />}
        <LimitFields {...fields} />
        <Lateness {...fields} />
        <AlsoMeans {...fields} />
        <Cited {...fields} />
        {!isCase && <Allowances {...fields} rule={rule} />}
        <DialogActions>
          <Button type="submit" rank="primary">
            {t('jurisdictions.keep')}
          </Button>
          <Button rank="quiet" onPress={onClose}>
            {t('acts.cancel')}
          </Button>
          {!isCase && (
            <Button rank="quiet" onPress={() => onLine(newCaseOf(rule))}>
              {t('jurisdictions.add-case')}
            </Button>
          )}
          {isCase && !line.isNew && (
            <>
              {appliedRule.variant > 1 && (
                <Button rank="quiet" onPress={() => onSave(placedEarlier(profile, line))}>
                  {t('jurisdictions.earlier')}
                </Button>
              )}
              <Button rank="quiet" onPress={() => onSave(withoutLine(profile, line))}>
                {t('jurisdictions.remove-case')}
              </Button>
            </>
          )}
        </DialogActions>
      </form>
    </Dialog>
  )
}

interface Faults {
  parts: readonly Part[]
  others: readonly string[]
}
const none: Faults = { parts: [], others: [] }

const parts: readonly Part[] = [
  'when',
  'limit',
  'warnAt',
  'overdueAt',
  'escalate',
  'expires',
  'source',
  'extension',
  'pause',
]

/** Divides the errors into the fields to which they belong and the messages of errors without a field. */
const faultsIn = (issues: readonly { path: PropertyKey[]; message: string }[]): Faults => {
  const issuesByPart = issues.map(({ path, message }) => ({ part: parts.find((part) => path.includes(part)), message }))
  return {
    parts: parts.filter((part) => issuesByPart.some((one) => one.part === part)),
    others: [...new Set(issuesByPart.filter(({ part }) => !part).map(({ message }) => `${message}.`))],
  }
}
