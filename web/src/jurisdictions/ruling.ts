import './page-messages.ts'
import { type Conditions, type Profile, type Rule, type Ruling, rulingsOf } from '@palermo/shared/deadlines/profile.ts'
import { useIntl } from 'react-intl'
import { useCodeLabel } from '../codes/labels.ts'
import { useSay } from '../messages.ts'

/** One line of the law: a rule's ruling, with the condition under which it holds. */
export interface Line {
  id: string
  rule: Rule
  ruling: Ruling
  when: Conditions | undefined
}

export const linesOf = ({ rules }: Pick<Profile, 'rules'>): Line[] =>
  rules.flatMap((rule) =>
    rulingsOf(rule).map((ruling) => ({
      id: `${rule.key} ${ruling.variant}`,
      rule,
      ruling,
      when: rule.variants[ruling.variant - 1]?.when,
    })),
  )

/** When a line holds, read aloud; undefined for the one without conditions. */
export const useWhenWords = (): ((when: Conditions | undefined) => string | undefined) => {
  const say = useSay()
  const label = useCodeLabel()
  const { formatList } = useIntl()
  return (when) => {
    if (!when) return undefined
    const parts = [
      ...(when.child === undefined ? [] : [say(when.child ? 'jurisdictions.when.child' : 'jurisdictions.when.adult')]),
      ...(when.urgency
        ? [
            formatList(
              when.urgency.map((one) => label('urgencies', one)),
              { type: 'disjunction' },
            ),
          ]
        : []),
      ...(when.outcome ?? []).map((one) => say(`jurisdictions.when.${one}`)),
      ...(when.risk
        ? [
            say('jurisdictions.when.risk', {
              risk: formatList(
                when.risk.map((one) => say(`jurisdictions.risks.${one}`)),
                { type: 'disjunction' },
              ),
            }),
          ]
        : []),
    ]
    return formatList(parts)
  }
}

/** The profile with one line changed, and nothing else of it. */
export const withLine = (profile: Profile, { rule, ruling }: Line, changed: Partial<Rule>): Profile => {
  const { limit, source, mark, verifiedOn, ...more } = changed
  const said = Object.fromEntries(
    Object.entries({ limit, source, mark, verifiedOn }).filter(([, value]) => value !== undefined),
  )
  const edited: Rule =
    ruling.variant === 0
      ? { ...rule, ...said, ...more }
      : {
          ...rule,
          variants: rule.variants.map((variant, at) => (at === ruling.variant - 1 ? { ...variant, ...said } : variant)),
        }
  return { ...profile, rules: profile.rules.map((one) => (one.key === rule.key ? edited : one)) }
}
