import { Loaded, useLoad } from '../../frame/load.tsx';
import { addWords } from '../../words/words.ts';

/** The invitations. Their code and texts are loaded when they are opened. */
export function InvitationsPage() {
  const list = useLoad(loadList);
  return (
    <Loaded loading={list} lines={8}>
      {(List) => <List />}
    </Loaded>
  );
}

async function loadList() {
  const [{ InvitationList }] = await Promise.all([
    import('./invitation-list.tsx'),
    addWords('joining'),
  ]);
  return InvitationList;
}
