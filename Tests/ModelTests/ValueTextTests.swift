import Model
import Testing

@Suite struct `Texts of times, durations and places` {
    @Test(arguments: [
        ("09:30", "09:30:00"), ("00:00:00", "00:00:00"), ("23:59:59.999", "23:59:59.999"),
        ("07:05:04.5", "07:05:04.500"), ("09:30:00.0000000", "09:30:00"), ("09:30:00.120000", "09:30:00.120"),
    ])
    func `a time of day is read and written canonically`(text: String, canonical: String) {
        #expect(TimeOfDay(text)?.description == canonical)
        #expect(TimeOfDay(canonical)?.description == canonical)
    }

    @Test(arguments: ["24:00", "9:30", "09:60", "09:30:60", "09:30:00.1234", "09", "09:30:", "-1:00", "09:30Z", ""])
    func `what is no time of day is refused`(text: String) { #expect(TimeOfDay(text) == nil) }

    @Test(arguments: [
        ("PT1H30M", "PT1H30M"), ("PT90M", "PT1H30M"), ("P1DT24H", "P2D"), ("-PT1.5S", "-PT1.5S"), ("PT0S", "PT0S"),
        ("P0D", "PT0S"), ("PT36000S", "PT10H"), ("PT0.250S", "PT0.25S"),
    ])
    func `a duration is read and written canonically`(text: String, canonical: String) {
        #expect(TimeSpan(text)?.description == canonical)
        #expect(TimeSpan(canonical) == TimeSpan(text))
    }

    @Test(arguments: [
        "", "P", "PT", "P1", "1H", "P1H", "PT1D", "P1M", "P1Y", "P1W", "PT1.5H", "PT1M1H", "P1DT", "PT1S1S",
        "P99999999999D", "PT1.2345S",
    ])
    func `what is no duration is refused`(text: String) { #expect(TimeSpan(text) == nil) }

    @Test(arguments: ["51.5136, 7.4653", "-90, -180", "90, 180", "0, 0", "-33.8567844, 151.2152967"])
    func `a place survives its text and its packed number`(text: String) throws {
        let place = try #require(GeoPoint(text))
        #expect(place.description == text)
        #expect(GeoPoint(packed: place.packed) == place)
        #expect(place.packed >= 0)
    }

    @Test(arguments: ["90.1, 0", "0, 180.0000001", "51.5136", "51.5136, 7.4653, 3", "a, b", "1.12345678, 2", ""])
    func `what is no place is refused`(text: String) { #expect(GeoPoint(text) == nil) }

    @Test func `places in the north are greater as packed numbers`() throws {
        let (south, north) = (try #require(GeoPoint("-10, 170")), try #require(GeoPoint("-9.9999999, -170")))
        #expect(south.packed < north.packed)
    }
}
