/** What nobody needs in order to join or to show a pass: loaded when that stands. */
import './views/activities.ts';
import './views/certificates.ts';
import './views/coupon-use.ts';
import './views/coupons.ts';
import './views/lottery.ts';
import './views/lottery-prize.ts';
import './views/shop.ts';
