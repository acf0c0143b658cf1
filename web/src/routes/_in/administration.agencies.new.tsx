import { createFileRoute } from '@tanstack/react-router'
import { NewAgencyPage } from '../../people/NewAgencyPage.tsx'

export const Route = createFileRoute('/_in/administration/agencies/new')({ component: NewAgencyPage })
