import type { Mark } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';
import { of } from './elision.ts';

const plural = pluralsOf('fr');

/** The people who wait for approval. */
export const waiting = {
  'waiting.approve': 'Approuver',
  'waiting.approveOne': ({ name }: { name: string }) => `Approuver ${name}`,
  'waiting.approveSelected': 'Approuver la sélection',
  'waiting.approved': ({ name }: { name: string }) => `${name} peut maintenant se connecter.`,
  'waiting.approvedMany': ({ count }: { count: number }) =>
    plural(count, {
      one: '# personne peut maintenant se connecter.',
      other: '# personnes peuvent maintenant se connecter.',
    }),
  'waiting.asked': ({ time }: { time: string }) => `Demande reçue ${time}`,
  'waiting.askedWith': ({ time, methods }: { time: string; methods: string }) =>
    `Demande reçue ${time} · ${methods}`,
  'waiting.decidedBefore': ({ count }: { count: number }) =>
    plural(count, {
      one: '# demande avait déjà été traitée.',
      other: '# demandes avaient déjà été traitées.',
    }),
  'waiting.lead': 'Les nouvelles demandes s’ajoutent ici.',
  'waiting.none': 'Aucune demande en attente',
  'waiting.noneText': ({ link }: { link: Mark }) =>
    `Sous ${link('Inscription')}, vous choisissez si les nouveaux comptes sont à approuver.`,
  'waiting.reject': 'Refuser',
  'waiting.rejectManyText':
    'Ces demandes sont supprimées. Les mêmes adresses peuvent redemander un compte.',
  'waiting.rejectManyTitle': ({ count }: { count: number }) =>
    plural(count, { one: 'Refuser # demande ?', other: 'Refuser # demandes ?' }),
  'waiting.rejectOne': ({ name }: { name: string }) => `Refuser ${name}`,
  'waiting.rejectSelected': 'Refuser la sélection',
  'waiting.rejectText': ({ email }: { email: string }) =>
    `La demande de ${email} est supprimée. La même adresse peut redemander un compte.`,
  'waiting.rejectTitle': ({ name }: { name: string }) => `Refuser la demande ${of(name)} ?`,
  'waiting.rejected': ({ name }: { name: string }) => `La demande ${of(name)} a été refusée.`,
  'waiting.rejectedMany': ({ count }: { count: number }) =>
    plural(count, { one: '# demande a été refusée.', other: '# demandes ont été refusées.' }),
  'waiting.select': ({ name }: { name: string }) => `Sélectionner ${name}`,
  'waiting.selectAll': 'Tout sélectionner',
  'waiting.selected': ({ count }: { count: number }) =>
    plural(count, { one: '# sélectionnée', other: '# sélectionnées' }),
  'waiting.title': 'Demandes à examiner',
} as const;
