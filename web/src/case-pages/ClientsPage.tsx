import type { Client } from '@palermo/shared/cases/contract.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { clientsQuery } from '../cases/queries.ts'
import { ChildBadge } from '../codes/ChildBadge.tsx'
import { stepWords } from '../deadlines/steps.ts'
import { useTranslate } from '../messages.ts'
import { orTrouble } from '../query-client.ts'
import { Due } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { type Column, moreOf, Table } from '../ui/Table.tsx'
import { TextField } from '../ui/TextField.tsx'

/** Removes accents, so that "Ines" finds "Inés". */
const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

const isCalled = ({ callName, fullName, reference }: Client, typed: string) =>
  [callName, fullName, reference].some((name) => name !== null && plain(name).includes(plain(typed.trim())))

/**
 * Lists the clients of the reader's caseload by name. The text typed into the filter is compared only in the browser,
 * never sent to the server, and not stored in the URL.
 */
export const ClientsPage = () => {
  const t = useTranslate()
  const [typed, setTyped] = useState('')
  const list = useInfiniteQuery({ ...clientsQuery, throwOnError: orTrouble })
  const all = list.data?.pages.flatMap(({ items }) => items) ?? []
  const isFiltered = typed.trim() !== ''
  const shown = isFiltered ? all.filter((client) => isCalled(client, typed)) : all
  const columns = useColumns()
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  useEffect(() => {
    // While the filter contains text, all further pages are loaded, because the wanted client may be on any of them.
    if (isFiltered && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isFiltered, hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <Page title={t('cases.clients.title')} lead={t('cases.clients.lead')} wide>
      <div className="card overflow-clip">
        <div className="max-w-96 px-4 py-3 print:hidden">
          <TextField
            label={t('cases.clients.filter')}
            value={typed}
            onChange={setTyped}
            maxLength={60}
            autoComplete="off"
            spellCheck={false}
          />
        </div>
        <Table
          label={t('cases.clients.title')}
          columns={columns}
          rows={shown}
          rowKey={({ caseId }) => caseId}
          more={isFiltered ? undefined : moreOf(list)}
          empty={<EmptyState of={list} sentence={t(isFiltered ? 'cases.clients.none-called' : 'cases.clients.none')} />}
        />
      </div>
    </Page>
  )
}

const useColumns = (): Column<Client>[] => {
  const t = useTranslate()
  return [
    {
      id: 'name',
      header: t('cases.header.name'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ caseId, callName, fullName, childProcedure }) => (
        <span className="flex flex-wrap items-center gap-x-2">
          <Link to="/cases/$id" params={{ id: caseId }} dir="auto" className="stretch-link font-strong">
            {callName ?? fullName ?? t('cases.clients.nameless')}
          </Link>
          {callName && fullName && callName !== fullName && <span className="text-quiet">{fullName}</span>}
          {childProcedure && <ChildBadge />}
        </span>
      ),
    },
    {
      id: 'code',
      header: t('cases.columns.code'),
      width: 'max-content',
      cell: ({ reference }) => <span className="figures whitespace-nowrap">{reference}</span>,
    },
    {
      id: 'next',
      header: t('cases.columns.next'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ nextStep, nextDetail }) =>
        nextStep ? stepWords(nextStep, t, nextDetail) : <span className="text-quiet">{t('cases.nothing-due')}</span>,
    },
    {
      id: 'due',
      header: t('work-items.columns.due'),
      width: 'minmax(13rem, max-content)',
      cell: ({ nextDueAt }) => nextDueAt && <Due at={nextDueAt} />,
    },
  ]
}
