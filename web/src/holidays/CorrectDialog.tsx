import { CorrectHoliday, type Holiday } from '@palermo/shared/holidays/contract.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { CountedMoves } from '../deadlines/CountedMoves.tsx'
import { useDayWords } from '../deadlines/day.ts'
import { useCounting } from '../deadlines/useCounting.ts'
import { useTranslate } from '../messages.ts'
import { fieldErrors, isProblem, wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button } from '../ui/Button.tsx'
import { DateField } from '../ui/DateField.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { TextField } from '../ui/TextField.tsx'
import { toast } from '../ui/toast.ts'
import { correctHoliday, holidayMoves } from './queries.ts'

interface Props {
  /** The holiday to remove; undefined to add a holiday. */
  holiday: Holiday | undefined
  onClose: () => void
}

/**
 * Corrects the holidays in two steps: the person enters the correction with its source, then confirms it after a
 * preview of the deadlines that would move.
 */
export const CorrectDialog = ({ holiday, onClose }: Props) => {
  const t = useTranslate()
  const day = useDayWords()
  const queryClient = useQueryClient()
  const [onDate, setOnDate] = useState(holiday?.onDate ?? '')
  const [name, setName] = useState('')
  const [source, setSource] = useState('')
  const input = holiday
    ? { change: 'removed' as const, onDate, source }
    : { change: 'added' as const, onDate, name, source }
  const [ask, setAsk] = useState<ReturnType<typeof holidayMoves>>()
  const { counting, error: uncounted, isCounting, isStopped, stop } = useCounting(ask)
  const correct = useMutation({
    mutationFn: () => correctHoliday(CorrectHoliday.parse(input)),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['holidays'] })
      toast(t(`holidays.${input.change}-done`))
      onClose()
    },
  })
  const issues = CorrectHoliday.safeParse(input).error?.issues ?? []
  const [tried, setTried] = useState(false)
  const errorOf = (field: string) =>
    fieldErrors(correct.error, t)[field] ??
    (tried && issues.some(({ path }) => path[0] === field) ? t('acts.needed') : undefined)
  const error = correct.error ?? uncounted
  const wrong = error ? wordsFor(error, t) : undefined
  const change = (set: (value: string) => void) => (value: string) => {
    set(value)
    setAsk(undefined)
    correct.reset()
  }
  return (
    <Dialog
      title={t(holiday ? 'holidays.remove-title' : 'holidays.add')}
      lead={t('holidays.dialog-lead')}
      isOpen
      onClose={onClose}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (issues.length > 0 || isCounting) return
          if (counting) correct.mutate()
          else setAsk(() => holidayMoves({ change: input.change, onDate }))
        }}
      >
        {wrong && (
          <Alert
            tone="danger"
            title={isProblem(error, 'changed-meanwhile') ? t('holidays.there-already') : wrong.title}
            live
          >
            {isProblem(error, 'changed-meanwhile') ? undefined : wrong.detail}
          </Alert>
        )}
        {holiday ? (
          <p className="font-strong">
            {day(holiday.onDate)} · {holiday.name}
          </p>
        ) : (
          <>
            <DateField
              label={t('holidays.day')}
              value={onDate}
              onChange={change(setOnDate)}
              error={errorOf('onDate')}
            />
            <TextField
              label={t('holidays.name')}
              required
              maxLength={200}
              value={name}
              onChange={change(setName)}
              error={errorOf('name')}
            />
          </>
        )}
        <TextField
          label={t(holiday ? 'holidays.why' : 'holidays.source')}
          hint={t(holiday ? 'holidays.why-hint' : 'holidays.source-hint')}
          required
          maxLength={200}
          value={source}
          onChange={change(setSource)}
          error={errorOf('source')}
        />
        <CountedMoves counting={counting} isStopped={isStopped} stop={stop} />
        <DialogActions>
          <Button type="submit" rank="primary" isPending={isCounting || correct.isPending}>
            {t(!counting ? 'holidays.preview' : holiday ? 'holidays.remove' : 'holidays.add')}
          </Button>
          <Button rank="quiet" onPress={onClose}>
            {t('acts.cancel')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
