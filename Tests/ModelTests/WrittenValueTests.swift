import Model
import Testing

@Suite struct `Values as people write them` {
    @Test(arguments: [
        ("1:30", 5_400_000), ("0:05", 300_000), ("100:00", 360_000_000), ("1:30:15", 5_415_000),
        ("0:00:01.5", 1_500), ("0:00:01,250", 1_250), ("1 h 30 min", 5_400_000), ("1h30m", 5_400_000),
        ("1 Std. 30 Min.", 5_400_000), ("1,5 Std.", 5_400_000), ("1.5 hours", 5_400_000), ("90 min", 5_400_000),
        ("2 Tage", 172_800_000), ("1 day and 2 hours", 93_600_000), ("1 Tag, 2 Stunden und 3 Minuten", 93_780_000),
        ("45 Sek.", 45_000), ("250 ms", 250), ("PT1H30M", 5_400_000), ("pt1,5s", 1_500), ("-1:30", -5_400_000),
        ("−2 h", -7_200_000), ("  0 min ", 0), ("0,001 Sek.", 1),
    ])
    func `a duration is read in English and German`(text: String, milliseconds: Int) {
        #expect(TimeSpan(written: text)?.milliseconds == Int64(milliseconds))
    }

    @Test(arguments: [
        "", "90", "1,5", "1:60", "1:3", ":30", "1:30:60", "1:30:5", "1:30:15:00", "h", "1 x", "1 h 2 h", "1 month",
        "2 Monate", "1 w", "1 h -30 min", "0,0001 s", "1.5.2 h", "99999999999 h", "999999999999999999 Tage", "1 h 30",
        "PT", "1::30", "- ", "١ h",
    ])
    func `what says no duration is refused`(text: String) { #expect(TimeSpan(written: text) == nil) }

    @Test(arguments: [
        ("9:30", "09:30:00"), ("09:30", "09:30:00"), ("9.30", "09:30:00"), ("9.30 Uhr", "09:30:00"),
        ("9 Uhr", "09:00:00"), ("17:05:09", "17:05:09"), ("17:05:09.250", "17:05:09.250"),
        ("17:05:09,25", "17:05:09.250"), ("9:30 pm", "21:30:00"), ("9:30PM", "21:30:00"), ("12 am", "00:00:00"),
        ("12:15 p.m.", "12:15:00"), ("0 Uhr", "00:00:00"), (" 7:00 ", "07:00:00"),
    ])
    func `a time of day is read in English and German`(text: String, time: String) {
        #expect(TimeOfDay(written: text)?.description == time)
    }

    @Test(arguments: ["", "9", "930", "24:00", "13:00 pm", "0:30 am", "9:3", "9:60", "uhr", "am", "9:30 xm", "9.30.15"])
    func `what says no time of day is refused`(text: String) { #expect(TimeOfDay(written: text) == nil) }

    @Test(arguments: [
        ("51.5136, 7.4653", "51.5136, 7.4653"), ("51.5136,7.4653", "51.5136, 7.4653"),
        ("51,5136; 7,4653", "51.5136, 7.4653"), ("51,5136, 7,4653", "51.5136, 7.4653"),
        ("51,5136 7,4653", "51.5136, 7.4653"), ("51.5136 7.4653", "51.5136, 7.4653"),
        ("51.5136° N, 7.4653° E", "51.5136, 7.4653"), ("51,5136° N 7,4653° O", "51.5136, 7.4653"),
        ("N 51.5136 E 7.4653", "51.5136, 7.4653"), ("7.4653 E 51.5136 N", "51.5136, 7.4653"),
        ("33.8568 S 151.2153 E", "-33.8568, 151.2153"), ("40.7128N,74.0060W", "40.7128, -74.006"),
        ("51°30'36\"N 7°27'36\"E", "51.51, 7.46"), ("51° 30.6′ N, 7° 27.6′ O", "51.51, 7.46"),
        ("geo:51.5136,7.4653", "51.5136, 7.4653"), ("geo:-33.8568,151.2153;u=10", "-33.8568, 151.2153"),
        ("-0.5 -0.25", "-0.5, -0.25"), ("0 0", "0, 0"),
    ])
    func `a place is read as maps and people write it`(text: String, place: String) {
        #expect(GeoPoint(written: text)?.description == place)
    }

    @Test(arguments: [
        "", "51.5", "91, 0", "0, 181", "51.5 N 7.4 N", "51.5 X 7.4 E", "-51.5 N 7.4 E", "51°60'N 7°0'E",
        "51.5°30'N 7°0'E", "a, b", "1 2 3", "51,5136,7,4653,1", "Dortmund", "geo:", ";", "1;2;3", "51 -30 0 N; 7 E",
    ])
    func `what says no place is refused`(text: String) { #expect(GeoPoint(written: text) == nil) }

    @Test(arguments: [
        ("12,50 EUR", "12,50", "EUR"), ("EUR 12,50", "12,50", "EUR"), ("€12.50", "12.50", "EUR"),
        ("12,50 €", "12,50", "EUR"), ("-$1,000", "-1,000", "USD"), ("1 000 chf", "1 000", "CHF"),
        ("12.50", "12.50", nil), (" 7 ", "7", nil), ("−5 £", "−5", "GBP"),
    ])
    func `an amount is taken apart`(text: String, number: String, currency: String?) {
        let amount = WrittenAmount(text)
        #expect(amount?.number == number)
        #expect(amount?.currency?.code == currency)
    }

    @Test(arguments: ["", "  ", "EUR", "12 XYZ", "12 EUR 50", "EUR 12 USD", "12 Euro", "XAU 1", "12 DM"])
    func `what says no amount of money is refused`(text: String) { #expect(WrittenAmount(text) == nil) }

    @Test func `canonical texts are read back as what they were`() throws {
        var random = SeededRandom(state: 42)
        for _ in 0..<2000 {
            let time = try #require(TimeOfDay(milliseconds: .random(in: 0..<86_400_000, using: &random)))
            #expect(TimeOfDay(time.description) == time)
            #expect(TimeOfDay(written: time.description) == time)
            let bound: Int64 = [1000, 100_000_000, TimeSpan.largest].randomElement(using: &random) ?? 1
            let span = try #require(TimeSpan(milliseconds: .random(in: -bound...bound, using: &random)))
            #expect(TimeSpan(span.description) == span)
            #expect(TimeSpan(written: span.description) == span)
            let place = try #require(
                GeoPoint(
                    latitudeUnits: .random(in: -900_000_000...900_000_000, using: &random),
                    longitudeUnits: .random(in: -1_800_000_000...1_800_000_000, using: &random)))
            #expect(GeoPoint(place.description) == place)
            #expect(GeoPoint(written: place.description) == place)
            #expect(GeoPoint(packed: place.packed) == place)
        }
    }
}
