import { httpCaller } from '../restaurant/http-caller.ts';
import { openRestaurant, PROOF_STAFF } from '../restaurant/open-restaurant.ts';

/** A till with a manager signed in; both outlive every restart. */
export interface Till {
  readonly token: string;
  readonly session: string;
}

/** Sets a restaurant up in a folder and closes it; gives `count` tills of it. */
export async function furnishTills(home: string, count: number): Promise<Till[]> {
  const restaurant = await openRestaurant({ home, location: { handOverOnPayment: false } });
  const [{ id: staffId, pin }] = PROOF_STAFF;
  const tills: Till[] = [];
  for (let at = 0; at < count; at += 1) {
    const token = await restaurant.addDevice('pos');
    const { body } = await httpCaller(restaurant.url, token).post('/v1/sign-in', { staffId, pin });
    tills.push({ token, session: (body as { session: string }).session }); // The documented answer of signIn.
  }
  await restaurant.close();
  return tills;
}
