import { createFileRoute, redirect } from '@tanstack/react-router'
import { homeOf } from '../../navigation/navigation.ts'

export const Route = createFileRoute('/_in/')({
  beforeLoad: ({ context }) => {
    throw redirect({ to: homeOf(context.me), replace: true })
  },
})
