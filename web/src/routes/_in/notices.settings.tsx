import { createFileRoute } from '@tanstack/react-router'
import { NoticeSettingsPage } from '../../notices/NoticeSettingsPage.tsx'
import { pushQuery } from '../../notices/push.ts'
import { noticeSettingsQuery } from '../../notices/queries.ts'

export const Route = createFileRoute('/_in/notices/settings')({
  loader: ({ context }) =>
    Promise.all([
      context.queryClient.ensureQueryData(noticeSettingsQuery),
      context.queryClient.ensureQueryData(pushQuery),
    ]),
  component: NoticeSettingsPage,
})
