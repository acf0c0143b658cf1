import { createFileRoute } from '@tanstack/react-router'
import { ClientsPage } from '../../cases/ClientsPage.tsx'

export const Route = createFileRoute('/_in/cases/clients')({
  component: ClientsPage,
})
