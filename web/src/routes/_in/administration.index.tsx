import { createFileRoute, redirect } from '@tanstack/react-router'

export const Route = createFileRoute('/_in/administration/')({
  beforeLoad: () => {
    throw redirect({ to: '/administration/people', replace: true })
  },
})
