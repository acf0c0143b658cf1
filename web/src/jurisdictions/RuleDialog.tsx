import './page-messages.ts'
import { Mark } from '@palermo/shared/deadlines/contract.ts'
import { type Limit, limitUnits, Profile, type Rule } from '@palermo/shared/deadlines/profile.ts'
import { useState } from 'react'
import { stepWords } from '../deadlines/steps.ts'
import { useSay } from '../messages.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { DateField } from '../ui/DateField.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { type Line, useWhenWords, withLine } from './ruling.ts'

interface Props {
  profile: Profile
  line: Line
  onSave: (profile: Profile) => void
  onClose: () => void
}

/** One line of the law: how long, and on whose word. The contract says what makes no sense, before anything is sent. */
export const RuleDialog = ({ profile, line, onSave, onClose }: Props) => {
  const say = useSay()
  const whenWords = useWhenWords()
  const { rule, ruling } = line
  const [value, setValue] = useState(String(ruling.limit.value))
  const [unit, setUnit] = useState<Limit['unit']>(ruling.limit.unit)
  const [source, setSource] = useState(ruling.source)
  const [mark, setMark] = useState(ruling.mark)
  const [verifiedOn, setVerifiedOn] = useState(ruling.verifiedOn ?? '')
  const [most, setMost] = useState(String(rule.extension?.most.value ?? ''))
  const [times, setTimes] = useState(String(rule.extension?.times ?? ''))
  const [pauseMost, setPauseMost] = useState(String(rule.pause?.most.value ?? ''))
  const [faults, setFaults] = useState<readonly string[]>([])
  const canVerify = mark === 'V' || mark === 'V2'
  const isBase = ruling.variant === 0
  const save = () => {
    const changed: Partial<Rule> = {
      limit: { ...ruling.limit, value: Number(value), unit },
      source,
      mark,
      verifiedOn: canVerify && verifiedOn !== '' ? verifiedOn : null,
      ...(isBase && rule.extension
        ? {
            extension: {
              ...rule.extension,
              most: { ...rule.extension.most, value: Number(most) },
              times: Number(times),
            },
          }
        : {}),
      ...(isBase && rule.pause
        ? { pause: { ...rule.pause, most: { ...rule.pause.most, value: Number(pauseMost) } } }
        : {}),
    }
    const edited = withLine(profile, line, changed)
    const { data, error } = Profile.safeParse(edited)
    if (data) onSave(data)
    else setFaults([...new Set(error.issues.map(({ message }) => message))])
  }
  const when = whenWords(line.when)
  return (
    <Dialog title={profile.terms[rule.key] ?? stepWords(rule.key, say)} lead={when} isOpen onClose={onClose}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        {faults.length > 0 && (
          <Alert tone="danger" title={say('jurisdictions.makes-no-sense')} live>
            {faults.join('; ')}
          </Alert>
        )}
        <div className="flex flex-wrap gap-3">
          <TextField
            short
            label={say('jurisdictions.fields.value')}
            type="number"
            min={1}
            max={5000}
            required
            value={value}
            onChange={setValue}
          />
          <Select
            label={say('jurisdictions.fields.unit')}
            value={unit}
            options={limitUnits.map((one) => ({ value: one, label: say(`jurisdictions.units.${one}`) }))}
            onChange={(one) => one !== '' && setUnit(one)}
          />
        </div>
        <TextArea
          label={say('jurisdictions.fields.source')}
          rows={3}
          required
          maxLength={400}
          value={source}
          onChange={setSource}
        />
        <Select
          label={say('jurisdictions.fields.mark')}
          hint={say('jurisdictions.fields.mark.hint')}
          value={mark}
          options={Mark.options.map((one) => ({ value: one, label: say(`jurisdictions.marks.${one}`) }))}
          onChange={(one) => one !== '' && setMark(one)}
        />
        {canVerify && (
          <DateField
            label={say('jurisdictions.fields.verifiedOn')}
            hint={say('jurisdictions.fields.verifiedOn.hint')}
            optional
            value={verifiedOn}
            onChange={setVerifiedOn}
          />
        )}
        {isBase && rule.extension && (
          <div className="flex flex-wrap gap-3">
            <TextField
              short
              label={say('jurisdictions.fields.most', { unit: say(`jurisdictions.units.${rule.extension.most.unit}`) })}
              type="number"
              min={1}
              value={most}
              onChange={setMost}
            />
            <TextField
              short
              label={say('jurisdictions.fields.times')}
              type="number"
              min={1}
              max={50}
              value={times}
              onChange={setTimes}
            />
          </div>
        )}
        {isBase && rule.pause && (
          <TextField
            short
            label={say('jurisdictions.fields.pause', { unit: say(`jurisdictions.units.${rule.pause.most.unit}`) })}
            type="number"
            min={1}
            value={pauseMost}
            onChange={setPauseMost}
          />
        )}
        <DialogActions>
          <Button type="submit" rank="primary">
            {say('jurisdictions.keep')}
          </Button>
          <Button rank="quiet" onPress={onClose}>
            {say('acts.cancel')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
