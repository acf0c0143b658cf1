import { createFileRoute } from '@tanstack/react-router'
import { NoticeSettingsPage } from '../../notices/NoticeSettingsPage.tsx'
import { noticeSettingsQuery } from '../../notices/queries.ts'

export const Route = createFileRoute('/_in/notices/settings')({
  loader: ({ context }) => context.queryClient.ensureQueryData(noticeSettingsQuery),
  component: NoticeSettingsPage,
})
