import type { ClientInfo } from '../../../core/client-info.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import { afterCommit } from '../../../db/effects.ts';
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

/** Fetches profile pictures from the provider after the sign-in is committed; a failure does not affect it. */
export class ProviderPictures {
  readonly #images: ProfileImages;
  readonly #remotePictures: RemotePictures;
  readonly #log: Log;
  readonly #underWay = new Set<Promise<void>>();

  constructor({ images, remotePictures, log }: ProviderPicturesDependencies) {
    this.#images = images;
    this.#remotePictures = remotePictures;
    this.#log = log;
  }

  /** Fetches the provider's picture of a user once `trx` is committed; no response waits for it. */
  follow(
    trx: WriteTransaction,
    user: UserRow,
    { profile, origin }: { readonly profile: Profile; readonly origin: ClientInfo },
  ): void {
    const { pictureUrl } = profile;
    if (pictureUrl === null || user.image_follows_provider === 0) return;
    afterCommit(trx, () => {
      const work = this.#fetch(user, { ...profile, pictureUrl }, origin.requestId);
      this.#underWay.add(work);
      void work.finally(() => this.#underWay.delete(work));
    });
  }

  async #fetch(
    user: UserRow,
    { pictureUrl, pictureOrigin }: Profile & { readonly pictureUrl: string },
    requestId: string,
  ): Promise<void> {
    try {
      const bytes = await this.#remotePictures.fetch(pictureUrl, pictureOrigin, requestId);
      if (bytes !== null) await this.#images.followImage(user.id, bytes, requestId);
    } catch (error) {
      this.#log.debug('The picture of an identity provider was not taken', { requestId, error });
    }
  }

  /** Resolves when no picture is being fetched any more. */
  async settle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }
}
