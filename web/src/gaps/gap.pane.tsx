import { useSay } from '../messages.ts'
import { Card } from '../ui/Card.tsx'

/** What a supervisor can do where no member of the agency can open a record that it carries. */
export const Pane = () => {
  const say = useSay()
  return (
    <Card title={say('gaps.title')}>
      <div className="grid gap-3">
        <p>{say('gaps.why')}</p>
        <ul className="grid list-disc gap-1 ps-5">
          <li>{say('gaps.account')}</li>
          <li>{say('gaps.bar')}</li>
        </ul>
        <p className="text-quiet">{say('gaps.ends')}</p>
      </div>
    </Card>
  )
}
