import type { Log } from '../../../io/log.ts';
import type { RemotePictures } from '../../../io/remote-pictures.ts';
import type { Profile } from '../identities/rules.ts';
import type { ProfileImages } from '../../account/picture/service.ts';
import type { UserRow } from '../../users/service.ts';

interface ProviderPicturesDependencies {
  readonly images: ProfileImages;
  readonly remotePictures: RemotePictures;
  readonly log: Log;
}

/** Pictures that follow the identity provider: fetched after the sign-in is committed, never failing it. */
export class ProviderPictures {
  readonly #the: ProviderPicturesDependencies;
  readonly #underWay = new Set<Promise<void>>();

  constructor(dependencies: ProviderPicturesDependencies) {
    this.#the = dependencies;
  }

  /** Begins to fetch the picture that the provider shows of a person; nobody waits for it. */
  follow(user: UserRow, profile: Profile, requestId: string): void {
    if (profile.pictureUrl === null || user.image_follows_provider === 0) return;
    const work = this.#fetch(user, { ...profile, pictureUrl: profile.pictureUrl }, requestId);
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }

  async #fetch(
    user: UserRow,
    { pictureUrl, pictureOrigin }: Profile & { readonly pictureUrl: string },
    requestId: string,
  ): Promise<void> {
    const { images, remotePictures, log } = this.#the;
    try {
      const bytes = await remotePictures.fetch(pictureUrl, pictureOrigin, requestId);
      if (bytes !== null) await images.followImage(user.id, bytes, requestId);
    } catch (error) {
      log.debug('The picture of an identity provider was not taken', { requestId, error });
    }
  }

  /** Resolves when no picture is on its way any more. */
  async settle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }
}
