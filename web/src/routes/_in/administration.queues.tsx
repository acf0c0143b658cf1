import { createFileRoute } from '@tanstack/react-router'
import { QueuesPage } from '../../queues/QueuesPage.tsx'

export const Route = createFileRoute('/_in/administration/queues')({ component: QueuesPage })
