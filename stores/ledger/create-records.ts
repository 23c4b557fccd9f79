/** What the books remember besides points, joined from its parts. */
import { booksTotals, wrongBalances } from './balances-check.ts';
import { calendar } from './calendar.ts';
import { addCertificate, certifiableYears, certificate } from './certificates.ts';
import { certificatesOf, certifiedActivities, revokeCertificate } from './certificates.ts';
import { chainedEntries, extendChain } from './chain.ts';
import { verifyChain } from './chain-check.ts';
import type { Books } from './connection.ts';
import { changeOffer, createOffer } from './offers.ts';
import { addPass, passBySerial, revokePass } from './passes.ts';
import type { RecordBooks } from './records.ts';
import { addBooksReport, booksReports, participationCounts } from './reports.ts';
import { createShopDevice, enrollShopDevice, putShopDeviceCode } from './shop-devices.ts';
import { revokeShopDevice, shopDeviceByToken } from './shop-devices.ts';
import { changeShop, createShop, openShops, redeemedBetween } from './shops.ts';
import { shopByCounterCode, shops } from './shops.ts';
import { removeStaff, staff } from './staff.ts';
import { putTransferCode, takeTransferCode } from './transfers.ts';

export function createRecordBooks(books: Books): RecordBooks {
  return {
    addPass: (...given) => addPass(books, ...given),
    revokePass: (...given) => revokePass(books, ...given),
    passBySerial: (...given) => passBySerial(books, ...given),
    putTransferCode: (...given) => putTransferCode(books, ...given),
    takeTransferCode: (...given) => takeTransferCode(books, ...given),
    calendar: (...given) => calendar(books, ...given),
    shops: () => shops(books),
    openShops: () => openShops(books),
    createShop: (...given) => createShop(books, ...given),
    changeShop: (...given) => changeShop(books, ...given),
    createOffer: (...given) => createOffer(books, ...given),
    changeOffer: (...given) => changeOffer(books, ...given),
    shopByCounterCode: (...given) => shopByCounterCode(books, ...given),
    createShopDevice: (...given) => createShopDevice(books, ...given),
    putShopDeviceCode: (...given) => putShopDeviceCode(books, ...given),
    enrollShopDevice: (...given) => enrollShopDevice(books, ...given),
    shopDeviceByToken: (...given) => shopDeviceByToken(books, ...given),
    revokeShopDevice: (...given) => revokeShopDevice(books, ...given),
    redeemedBetween: (...given) => redeemedBetween(books, ...given),
    certifiedActivities: (...given) => certifiedActivities(books, ...given),
    certifiableYears: (...given) => certifiableYears(books, ...given),
    addCertificate: (...given) => addCertificate(books, ...given),
    certificatesOf: (...given) => certificatesOf(books, ...given),
    certificate: (...given) => certificate(books, ...given),
    revokeCertificate: (...given) => revokeCertificate(books, ...given),
    staff: () => staff(books),
    removeStaff: (...given) => removeStaff(books, ...given),
    wrongBalances: (...given) => wrongBalances(books, ...given),
    extendChain: () => extendChain(books),
    verifyChain: (...given) => verifyChain(books, ...given),
    chainedEntries: (...given) => chainedEntries(books, ...given),
    addBooksReport: (...given) => addBooksReport(books, ...given),
    booksReports: (...given) => booksReports(books, ...given),
    booksTotals: () => booksTotals(books),
    participationCounts: (...given) => participationCounts(books, ...given),
  };
}
