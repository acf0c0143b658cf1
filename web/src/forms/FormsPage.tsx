import { useQuery } from '@tanstack/react-query'
import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'
import { AdministrationNav } from '../people/AdministrationNav.tsx'
import { orTrouble } from '../query-client.ts'
import { At } from '../ui/Due.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { InFormWords } from './InFormWords.tsx'
import { formLinesQuery } from './kept.ts'
import { BlankButton } from './SheetButton.tsx'
import { StandingBadge } from './StandingBadge.tsx'

/**
 * Lists all versions of all forms: which versions can be started, which are used only by existing drafts, and how much
 * of each is translated.
 */
export const FormsPage = () => {
  const t = useTranslate()
  const { formatDisplayName, formatNumber } = useIntl()
  const { data } = useQuery({ ...formLinesQuery, throwOnError: orTrouble })
  return (
    <Page title={t('people.administration')} wide>
      <AdministrationNav />
      <p className="measure text-quiet">{t('forms.kept.lead')}</p>
      {!data ? (
        <SkeletonRows />
      ) : (
        <ul className="card divide-y divide-line">
          {data.items.map((line) => (
            <li key={`${line.id}@${line.version}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
              <InFormWords words={line.words}>
                <Title titleKey={line.titleKey} id={line.id} version={line.version} />
              </InFormWords>
              <span className="grow text-small text-quiet">
                {t('forms.kept.about', { questions: line.questions, drafts: line.drafts })}
                {Object.entries(line.translated).map(([locale, done]) => (
                  <span key={locale}>
                    {' · '}
                    {formatDisplayName(locale, { type: 'language' }) ?? locale}{' '}
                    {formatNumber(Math.floor((done / line.named) * 100) / 100, { style: 'percent' })}
                  </span>
                ))}
                {line.changedAt && (
                  <>
                    {' · '}
                    <At at={line.changedAt} />
                  </>
                )}
              </span>
              <StandingBadge standing={line.standing} offered={line.offered} />
              <BlankButton form={line} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}

const Title = ({ titleKey, id, version }: { titleKey: string | null; id: string; version: number }) => {
  const t = useTranslate()
  return (
    <TextLink to="/administration/forms/$id" params={{ id }} search={{ version }} className="font-strong">
      {t('forms.kept.version', { title: titleKey ? t(titleKey) : id, version: `${version}` })}
    </TextLink>
  )
}
