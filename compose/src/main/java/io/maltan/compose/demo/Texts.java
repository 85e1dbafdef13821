package io.maltan.compose.demo;

import java.util.List;

/** What the invented people say. */
final class Texts {

    private static final List<String> GOOD =
            List.of(
                    "분위기가 좋아서 또 가고 싶어요. (시연용 글)",
                    "Friendly people and a calm corner to sit in. (demo text)",
                    "동네 사람들이 왜 좋아하는지 알겠어요. (시연용 글)",
                    "Worth the walk from the station. (demo text)");
    private static final List<String> FAIR =
            List.of(
                    "기대보다는 평범했어요. (시연용 글)",
                    "Fine, but crowded at noon. (demo text)",
                    "한 번쯤은 괜찮아요. (시연용 글)",
                    "Not for me, others may like it. (demo text)");
    private static final List<List<String>> POSTS =
            List.of(
                    List.of("question", "%s 가 보신 분?", "주말에 가려는데 붐비나요? (시연용 글)"),
                    List.of("info", "%s, 이렇게 다녀왔어요", "저녁 여섯 시 전에 가면 한가합니다. (시연용 글)"),
                    List.of(
                            "review",
                            "A morning at %s",
                            "Quiet until ten, then it fills up. (demo text)"),
                    List.of("free", "%s 근처 산책", "비 온 뒤라 공기가 좋네요. (시연용 글)"),
                    List.of(
                            "info",
                            "Good to know about %s",
                            "They take cards and speak some English. (demo text)"));

    private Texts() {}

    static String review(int rating, int choice) {
        List<String> texts = rating >= 4 ? GOOD : FAIR;
        return texts.get(Math.floorMod(choice, texts.size()));
    }

    /** Category, title and body of a post about a place. */
    static List<String> post(String place, int choice) {
        List<String> post = POSTS.get(Math.floorMod(choice, POSTS.size()));
        return List.of(post.get(0), post.get(1).formatted(place), post.get(2));
    }
}
