import { createFileRoute } from '@tanstack/react-router'
import { ClientsPage } from '../../case-pages/ClientsPage.tsx'

export const Route = createFileRoute('/_in/cases/clients')({
  component: ClientsPage,
})
