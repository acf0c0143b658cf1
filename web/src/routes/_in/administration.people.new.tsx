import { createFileRoute } from '@tanstack/react-router'
import { NewPersonPage } from '../../people/NewPersonPage.tsx'

export const Route = createFileRoute('/_in/administration/people/new')({ component: NewPersonPage })
